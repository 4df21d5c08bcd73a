"""What every room leans on and nobody sees: debts, jobs, receipts, imports, private files, health.

Nouns: `OutboxRow` (a side effect owed), `Job` (long work with progress), `FormKey` (a form is taken once), `ImportBatch`, `PrivateFile`.
Start reading at `outbox.py`.
"""
