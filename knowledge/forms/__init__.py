"""Forms for visitors: how they are drawn, and what keeps machines and bad will out."""
