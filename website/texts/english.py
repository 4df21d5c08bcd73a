"""English texts, the same pages in the same order."""

HOME = {
    "title": "Mayor School",
    "heading": "Practices of towns and districts, proven by results",
    "lede": "Find who has already solved your problem, in how many months and for how much, and what of it would fit you.",
}

ABOUT = ("about", "About the programme", "Who learns here, where the practices come from and whom they serve.", [
    ("heading", "For whom"),
    ("paragraph", "<p>Mayor School trains a management reserve of municipalities: heads, their deputies, officers of regional authorities. "
                  "Trainees study in modules in partner regions, prepare a project with their own team and defend it.</p>"
                  "<p>What they achieved becomes a practice in the open catalogue. Every municipality may use it, from a city of a million to a village.</p>"),
    ("heading", "What a practice tells"),
    ("paragraph", "<ul><li>the problem and what was done, in plain words;</li><li>figures: before, target, now, with date and source;</li>"
                  "<li>money by source and time in months;</li><li>the place: population and group of like municipalities;</li>"
                  "<li>lessons: what did not work at first.</li></ul>"),
    ("notice", "<p>A plan is never shown as a result: each practice carries its stage, and what was not measured is said to be so.</p>"),
    ("heading", "How a practice gets here"),
    ("paragraph", "<p>An editor receives it, checks whether it is complete and the figures agree, and publishes it. Every published version is kept under its number "
                  "and can be cited. Texts are open under CC BY 4.0.</p>"),
])

CHILDREN = [
    ("contacts", "Contacts", "Where to write about practices, mistakes and accessibility.", [
        ("paragraph", "<p>This site is run by the organiser of the programme. Put your contacts here: open the page under “Editing”.</p>"),
        ("heading", "A mistake in a practice"),
        ("paragraph", "<p>Name the number of the practice (for example SM-2024-0157) and the place to correct. The editor answers and corrects it in a new version; "
                      "the former one stays at its own address.</p>"),
        ("heading", "A weakness of the site"),
        ("paragraph", "<p>The address for such letters stands in <a href=\"/.well-known/security.txt\">security.txt</a>.</p>"),
    ]),
    ("privacy", "Personal data", "What the site keeps, why and for how long.", [
        ("heading", "If you only read"),
        ("paragraph", "<p>The site does not ask who you are and calls no other server: fonts, icons and pictures lie here. If you change text size or appearance, "
                      "two cookies keep your choice for a year. One more cookie protects forms from forgery.</p>"),
        ("heading", "If you sign in"),
        ("paragraph", "<p>We keep your e-mail address, name, role, display settings, a fingerprint of the password (never the password) and, if you switched it on, "
                      "the key of the second factor; also who gave you a role and when, and which cards you created, changed and published. "
                      "A session ends after 12 hours, or earlier when it is not used.</p>"),
        ("heading", "What is not here"),
        ("paragraph", "<p>The open catalogue holds nothing about persons. Search keeps no log of addresses or names.</p>"),
        ("notice", "<p>The operator of personal data is the organisation that runs this site; it names itself under “Contacts”.</p>"),
    ]),
    ("consent", "Consent", "When the site asks for consent and how to withdraw it.", [
        ("paragraph", "<p>Reading the catalogue needs no consent. An account is opened by the staff of the programme at your request; a work address and a name are enough.</p>"
                      "<p>Consent is a document of its own: it is not joined with other texts and its box is never ticked beforehand. To withdraw it, write to the address "
                      "under “Contacts”; the account is then closed.</p>"),
    ]),
    ("accessibility", "Accessibility", "How to read the site larger, by keyboard and with a screen reader.", [
        ("paragraph", "<p>Pages are checked against WCAG 2.2 level AA, by program and by keyboard. There is no separate version: the settings hold on all pages.</p>"),
        ("heading", "Display settings"),
        ("paragraph", "<p>“View” at the top changes the text size (100, 125, 150 %) and the appearance (light, dark, as in the system). "
                      "At 200 % zoom nothing needs scrolling sideways.</p>"),
        ("heading", "By keyboard"),
        ("paragraph", "<ul><li>Tab and Shift+Tab lead through links and fields, the focus is always seen;</li><li>the slash “/” goes to the search field;</li>"
                      "<li>Escape closes an open menu;</li><li>the first link of a page leads to its content.</li></ul>"),
        ("heading", "Without JavaScript"),
        ("paragraph", "<p>Reading, searching and filtering work with JavaScript off. Beside each chart stand the same numbers as text or a table.</p>"),
        ("paragraph", "<p>A program does not see every obstacle. If something could not be read or sent, write to us: the address stands under “Contacts”.</p>"),
    ]),
    ("open-data", "Open data", "What may be taken and on what terms.", [
        ("paragraph", "<p>Texts of practices are open under CC BY 4.0: take them, change them, name the number of the practice and link to it.</p>"),
        ("heading", "Register of municipalities"),
        ("paragraph", "<p>Regions and municipalities with population and groups of like ones were gathered from open sources and are distributed under CC BY-SA 4.0 "
                      "with the source code of the site, naming the sources and what was changed.</p>"),
        ("heading", "Map of the site"),
        ("paragraph", "<p>The addresses of all published practices stand in the <a href=\"/sitemap.xml\">site map</a>.</p>"),
    ]),
]
