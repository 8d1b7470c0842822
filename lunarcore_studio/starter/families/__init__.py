"""Every family that the artist knows, by name, in the order that streams are rolled in. Any thread."""

from __future__ import annotations

from lunarcore_studio.starter.families import (
    armour,
    beasts,
    blades,
    creatures,
    food,
    freeform,
    ground,
    people,
    pieces,
    places,
    plants,
    signs,
    sky,
    treasure,
    vessels,
    wares,
)
from lunarcore_studio.starter.family import Family

FAMILIES: dict[str, Family] = {
    **blades.FAMILIES,
    **armour.FAMILIES,
    **food.FAMILIES,
    **plants.FAMILIES,
    **creatures.FAMILIES,
    **people.FAMILIES,
    **places.FAMILIES,
    **sky.FAMILIES,
    **signs.FAMILIES,
    **beasts.FAMILIES,
    **wares.FAMILIES,
    **vessels.FAMILIES,
    **treasure.FAMILIES,
    **ground.FAMILIES,
    **freeform.FAMILIES,
    **pieces.FAMILIES,
}
