"""What this room will hold: the programme: intakes, streams, selection, enrolment, graduation. No table yet."""
