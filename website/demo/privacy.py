"""The demo's two consents, samples that a lawyer has to check: written by the editor, published by the officer."""
from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from accounts.actions.demo import DEMO_USERS, OFFICER
from accounts.actions.draft_consent import draft_consent
from accounts.actions.give_consent import give_consent
from accounts.actions.publish_consent import publish_consent
from accounts.consents import words_hash
from accounts.models import ConsentType, User

OPERATOR = "Организатор программы «Школа мэров» (в образце — вымышленный): название, адрес, ИНН."
OPERATOR_EN = "Organiser of the Mayor School (invented in this sample): name, address, taxpayer number."
CHANNEL = "На странице «Мои согласия» или письмом организатору."
CHANNEL_EN = "On the page “My consents”, or by a letter to the organiser."
PROCESSING = {
    "code": "processing", "order": 1, "kind": "processing", "title": "Согласие на обработку персональных данных",
    "title_en": "Consent to the processing of personal data", "operator": OPERATOR, "operator_en": OPERATOR_EN,
    "categories": "Фамилия, имя, отчество, должность, место работы, адрес почты, телефон, сведения об учёбе.",
    "categories_en": "Name, post, place of work, e-mail address, telephone, records of the study.",
    "actions": "Сбор, запись, хранение, уточнение, использование, передача сотрудникам программы, обезличивание, удаление.",
    "actions_en": "Collecting, recording, storing, correcting, using, passing to the staff of the programme, anonymising, deleting.",
    "term": "До конца вашей учёбы и три года после неё.", "term_en": "Until the end of your study and three years after it.",
    "channel": CHANNEL, "channel_en": CHANNEL_EN,
    "text": (
        "Я свободно, своей волей и в своём интересе соглашаюсь на обработку перечисленных данных, чтобы участвовать в программе.\n\n"
        "Это отдельный документ: он не входит ни в какой другой договор или текст. Отказ не закрывает открытый каталог практик.\n\n"
        "Решений обо мне только машиной не принимают. Я могу узнать, что обо мне хранится, забрать это, исправить и попросить стереть."
    ),
    "text_en": (
        "I agree freely, by my own will and in my own interest that the data named above are processed, so that I can take part in the programme.\n\n"
        "This is a document of its own, part of no other contract or text. Refusing it does not close the public catalogue of practices.\n\n"
        "No decision about me is made by machine alone. I can learn what is held about me, take it along, correct it and ask that it be erased."
    ),
    "follows": "Участие в программе прекратится, личные данные сотрём в срок до 30 дней, кроме тех, что обязаны хранить по закону.",
    "follows_en": "You leave the programme; your data are erased within 30 days, but for what the law makes us keep.",
}
DISSEMINATION = {
    "code": "dissemination", "order": 2, "kind": "dissemination", "title": "Согласие на распространение: имя автора в каталоге практик",
    "title_en": "Consent to dissemination: the author's name in the catalogue of practices", "operator": OPERATOR, "operator_en": OPERATOR_EN,
    "categories": "Фамилия, имя, отчество, должность и муниципалитет на время проекта. Фотографии и контакты не входят.",
    "categories_en": "Name, post and municipality at the time of the project. Photographs and contacts are not included.",
    "actions": "Показ неограниченному кругу лиц на странице практики, в поиске и в выгрузках каталога. Другое использование запрещено.",
    "actions_en": "Showing to everybody on the page of the practice, in the search and in exports of the catalogue. Other use is forbidden.",
    "term": "Пока практика опубликована.", "term_en": "While the practice is published.", "channel": CHANNEL, "channel_en": CHANNEL_EN,
    "text": (
        "Я соглашаюсь, что перечисленные данные увидит любой посетитель сайта рядом с практикой, которую я создал (создала).\n\n"
        "Согласие дано отдельно от согласия на обработку. Я могу отозвать его в любое время без объяснений."
    ),
    "text_en": (
        "I agree that every visitor of the site sees the data named above beside the practice I made.\n\n"
        "It is given apart from the consent to processing. I can withdraw it at any time without giving reasons."
    ),
    "follows": "Ваше имя сразу исчезнет со страниц каталога, из поиска и выгрузок. Сама практика останется.",
    "follows_en": "Your name goes at once from the pages of the catalogue, the search and the exports. The practice itself stays.",
}


@transaction.atomic
def seed_privacy(at: datetime) -> None:
    """Make what is missing; a code that is there is left as it is."""
    editor, officer = (User.objects.get(email=email) for email in (DEMO_USERS[0].email, OFFICER))
    for words in (PROCESSING, DISSEMINATION):
        if ConsentType.objects.filter(code=words["code"]).exists():
            continue
        draft = draft_consent(ConsentType(is_sample=True, **words), editor, at - timedelta(days=40))
        version = publish_consent(draft, words_hash(draft), officer, at - timedelta(days=39))
        mayor = User.objects.filter(email="mayor@demo.invalid", is_active=True).first()
        if words is PROCESSING and mayor is not None:
            give_consent(version, mayor, at - timedelta(days=30))
