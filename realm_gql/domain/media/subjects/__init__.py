"""What pictures show, as shapes: busts, faces, hair, clothes, hats, things, emblems, places, backdrops. Pure."""
