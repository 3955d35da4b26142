"""Mails to makers and the office: texts that staff may edit, and an outbox that loses and doubles none."""
