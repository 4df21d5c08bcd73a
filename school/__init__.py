"""School: programmes, their intakes and streams, who is enrolled in them, and who works with an intake.

Nouns: Programme, Intake, Stream, Enrolment, IntakeRole. Start reading at `states.py`, then `models/`, then `actions/enrol.py`.
"""
