"""What unwanted mail speaks of. One subject alone decides nothing: clubs work on debts and addiction too.

For each subject, as staff read it, the words that give it away: regular expressions of whole words, for which
small and capital letters are the same.
"""

from typing import Final

PATTERNS: Final[dict[str, tuple[str, ...]]] = {
    "Glücksspiel": (
        "online[- ]?casinos?",
        "casino[- ]?bonus",
        "free spins",
        "freispiele",
        "sportwetten",
        "slots? online",
        "jackpots?",
    ),
    "Arznei": (
        "viagra",
        "cialis",
        "levitra",
        "tramadol",
        "xanax",
        "potenzmittel",
        "ohne rezept (?:kaufen|bestellen)",
    ),
    "Anlage und Kryptogeld": (
        "bitcoin[- ]?(?:profit|trading|investments?)",
        "crypto (?:investments?|trading)",
        "forex",
        "binäre optionen",
        "passives einkommen",
        "passive income",
        "garantierte rendite",
        "double your (?:money|bitcoin)",
    ),
    "Kredit": ("payday loans?", "quick loans?", "urgent loans?", "sofortkredit", "kredit ohne schufa"),
    "Suchmaschinen-Werbung": (
        "backlinks?",
        "guest posts?",
        "link building",
        "seo (?:services?|agency|agentur|angebot|package)",
        "(?:first|1st) page (?:of|on) google",
        "rank(?:ing)? higher",
        "domain authority",
        "web(?:site)? ?traffic",
    ),
    "Sexangebote": (
        "escorts?",
        "escort service",
        "porno?",
        "xxx",
        "sexcams?",
        "hot (?:girls|singles)",
        "adult dating",
    ),
    "Fälschungen": (
        "replica (?:watches|handbags|rolex)",
        "fake (?:passports?|ids?)",
        "führerschein kaufen",
    ),
    "Massenmail": (
        "dear (?:sir|madam|webmaster|website owner)",
        "click here",
        "unsubscribe",
        "100% free",
        "act now",
        "limited (?:time )?offer",
        r"whatsapp:? ?\+\d{6,}",
        r"telegram:? ?@\w+",
    ),
}
