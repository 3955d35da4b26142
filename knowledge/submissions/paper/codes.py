"""The code on a printed form, under which the office finds again what it has typed.

A code is drawn by chance for each print and kept when it is typed, not before: whoever opens the page a
thousand times fills no table, and nothing hangs on a code being ours. It opens nothing; it is a label, not a
secret.
"""

import secrets

#: Without 0, O, 1, I and L. 31 of them: with a prime, the last character finds every single slip and every
#: two characters that changed places.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 8


def new_code() -> str:
    """Return a code of eight characters, the last of which checks the others."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
    return drawn + _check(drawn)


def read_code(text: str) -> str:
    """Return a code as it is kept, from however it was typed. Raises ValueError for what is none."""
    code = "".join(text.upper().split()).replace("-", "").replace("–", "")
    if len(code) != LENGTH or not set(code) <= set(ALPHABET) or _check(code[:-1]) != code[-1]:
        raise ValueError("not a code")
    return code


def write_code(code: str) -> str:
    """Return a code as people read it: K7QF-2MXR."""
    return f"{code[:4]}-{code[4:]}"


def _check(drawn: str) -> str:
    return ALPHABET[sum(place * ALPHABET.index(sign) for place, sign in enumerate(drawn, 1)) % len(ALPHABET)]
