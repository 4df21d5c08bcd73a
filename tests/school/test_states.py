"""Both tables, every pair of states: which moves there are and who may make each."""
from itertools import product

import pytest

from accounts.roles import Role
from school.models import MoveKind
from school.rules.advancing import ORDER
from school.states import (
    ENROLMENT_TRANSITIONS,
    INTAKE_TRANSITIONS,
    OPEN,
    SEATED,
    TRANSFER,
    EnrolmentState,
    IntakeState,
    enrolment_moves,
    intake_moves,
)

PM, ADMIN, CURATOR = Role.PROGRAMME_MANAGER, Role.ADMINISTRATOR, Role.CURATOR
INTAKE = {
    ("plan", "nomination"): ({PM, ADMIN}, False), ("nomination", "selection"): ({PM, ADMIN}, False), ("selection", "running"): ({PM, ADMIN}, False),
    ("running", "closed"): ({PM, ADMIN}, False), ("nomination", "plan"): ({PM, ADMIN}, True), ("selection", "nomination"): ({PM, ADMIN}, True),
    ("running", "selection"): ({ADMIN}, True), ("closed", "running"): ({ADMIN}, True),
}
ENROLMENT = {
    ("active", "leave"): ({PM, ADMIN, CURATOR}, True), ("leave", "active"): ({PM, ADMIN, CURATOR}, False), ("active", "withdrawn"): ({PM, ADMIN}, True),
    ("leave", "withdrawn"): ({PM, ADMIN}, True), ("active", "completed"): ({PM, ADMIN}, False), ("withdrawn", "active"): ({PM, ADMIN}, True),
    ("completed", "active"): ({ADMIN}, True),
}


@pytest.mark.parametrize("pair", list(product(IntakeState, repeat=2)))
def test_intake_pair_is_as_agreed(pair):
    found = INTAKE_TRANSITIONS.get(pair)
    assert (found and (set(found.roles), found.needs_reason)) == INTAKE.get((pair[0].value, pair[1].value))


@pytest.mark.parametrize("pair", list(product(EnrolmentState, repeat=2)))
def test_enrolment_pair_is_as_agreed(pair):
    found = ENROLMENT_TRANSITIONS.get(pair)
    assert (found and (set(found.roles), found.needs_reason)) == ENROLMENT.get((pair[0].value, pair[1].value))


def test_every_move_of_an_enrolment_has_its_line_of_history():
    assert {move.verb for move in ENROLMENT_TRANSITIONS.values()} | {TRANSFER.verb, "enrol"} == set(MoveKind.values)


def test_moves_out_of_a_state():
    assert {after: move.verb for after, move in enrolment_moves("leave").items()} == {EnrolmentState.ACTIVE: "return", EnrolmentState.WITHDRAWN: "withdraw"}
    assert {after: move.verb for after, move in intake_moves("closed").items()} == {IntakeState.RUNNING: "reopen"}


def test_order_of_the_rule_is_that_of_the_states():
    assert tuple(IntakeState.values) == ORDER


def test_withdrawn_alone_frees_the_place():
    assert set(EnrolmentState) - set(SEATED) == {EnrolmentState.WITHDRAWN}
    assert set(OPEN) == {EnrolmentState.ACTIVE, EnrolmentState.LEAVE}
