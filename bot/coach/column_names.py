"""What the columns of other programs' exports mean: LinkedIn, Google, Outlook, Apple, and our own."""

from __future__ import annotations

import re
from collections.abc import Sequence

_SPELLINGS = {
    "name": "name|full name|display name|contact|contact name|person|vollständiger name|nom complet|"
    "nombre completo|nome completo|naam|namn|navn",
    "prefix": "prefix|name prefix|honorific",
    "first": "first|first name|firstname|given name|forename|vorname|prénom|prenom|nombre|nome|primeiro nome|"
    "voornaam|förnamn|fornavn|imię",
    "middle": "middle|middle name|additional name|zweiter vorname",
    "last": "last|last name|lastname|family name|surname|nachname|nom de famille|apellido|apellidos|"
    "cognome|sobrenome|apelido|achternaam|efternamn|etternavn|nazwisko",
    "suffix": "suffix|name suffix",
    "company": "company|company name|organization|organisation|organization name|organization 1 name|"
    "employer|org|firm|firma|unternehmen|société|societe|entreprise|empresa|azienda|bedrijf|företag",
    "role": "role|title|job title|position|organization title|organization 1 title|occupation|"
    "berufsbezeichnung|fonction|poste|cargo|puesto|ruolo|functie",
    "met_at": "met at|met|where we met|how we met|place|event",
    "via": "via|through|introduced by|referred by",
    "network": "network",
    "cadence_days": "cadence days|cadence",
    "looking_for": "looking for|looks for",
    "can_offer": "can offer|i can offer|offer",
    "notes": "notes|note|comment|comments|remarks|notizen|remarques|notas|note 1",
    "email": "email|e mail|email address|e mail address|e mail 1 value|email 1 value|mail|e mail adresse",
    "phone": "phone|phone number|mobile|mobile phone|business phone|phone 1 value|telephone|telefon|"
    "téléphone",
    "url": "url|website|web page|website 1 value|profile url|linkedin",
    "birthday": "birthday|date of birth|geburtstag|anniversaire",
    "connected_on": "connected on",
}
FIELDS = {spelling: field for field, words in _SPELLINGS.items() for spelling in words.split("|")}
_SIGNS = re.compile(r"[\W_]+")
_NAMING = ("name", "first", "last")
# In these languages the bare word means the family name as soon as a column of first names stands beside it.
_BARE_NAME = ("name", "nom", "nome", "nombre")


def fields_of(header: Sequence[str]) -> list[str | None]:
    """The field of each column, None for those that mean nothing to us. All None: this is no header.

    A field is taken from one column, the first that has it; a header needs a column of names.
    """
    words = [_SIGNS.sub(" ", cell).strip().casefold() for cell in header]
    found = [FIELDS.get(word) for word in words]
    if "first" in found and "last" not in found:
        bare = [i for i, word in enumerate(words) if word in _BARE_NAME and i != found.index("first")]
        if bare:
            found[bare[0]] = "last"
    elif "nom" in words and "name" not in found:
        found[words.index("nom")] = "name"
    if "title" in words and "job title" in words:  # Outlook: Mr, Ms, Dr
        found[words.index("title")] = "prefix"
    if not any(field in _NAMING for field in found):
        return [None] * len(found)
    return [field if field and found.index(field) == i else None for i, field in enumerate(found)]
