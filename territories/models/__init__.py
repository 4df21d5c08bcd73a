"""Tables of territories: places, who works where, days that deviate from the law's calendar."""
from territories.models.days import CalendarYear, WorkingDay
from territories.models.places import (
    Basis,
    Membership,
    Municipality,
    MunicipalityType,
    PeerGroup,
    Population,
    ReferenceStamp,
    Region,
    Succession,
    Territory,
    TerritoryKind,
)
from territories.models.registration import MailDomain, RegistrationRequest, RegistrationState
from territories.models.roles import TERRITORIAL_ROLES, TerritoryRole

__all__ = [
    "TERRITORIAL_ROLES", "Basis", "CalendarYear", "MailDomain", "Membership", "Municipality", "MunicipalityType", "PeerGroup", "Population", "ReferenceStamp",
    "Region", "RegistrationRequest", "RegistrationState", "Succession", "Territory", "TerritoryKind", "TerritoryRole", "WorkingDay",
]
