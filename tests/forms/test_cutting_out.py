"""A photographed signature or seal loses its paper and keeps its ink."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image, ImageChops, ImageDraw

from forms.cutting_out import cut_out
from forms.errors import Failure
from forms.export.pictures import MOST_BYTES

SIZE = (640, 400)
RED, BLACK = (205, 35, 40), (30, 30, 34)


def shaded(size: tuple[int, int] = SIZE) -> Image.Image:
    """Yellowish paper, half as bright at the top as at its foot, with the noise of a camera."""
    light = Image.linear_gradient("L").resize(size).point([round(128 + value * 0.47) for value in range(256)])
    noise = Image.effect_noise(size, 8)
    channels = [light.point([round(value * tone) for value in range(256)]) for tone in (1.0, 0.97, 0.88)]
    return Image.merge("RGB", [ImageChops.add(channel, noise, 1, -128) for channel in channels])


def inked(paper: Image.Image, colour: tuple[int, int, int]) -> Image.Image:
    mask = Image.new("L", paper.size)
    pen = ImageDraw.Draw(mask)
    pen.ellipse((200, 100, 440, 320), outline=255, width=16)
    pen.line((260, 210, 380, 210), fill=255, width=14)
    ink = Image.composite(Image.new("RGB", paper.size, colour), Image.new("RGB", paper.size, "white"), mask)
    return ImageChops.multiply(paper, ink)


def filed(image: Image.Image, kind: str = "PNG", **more: object) -> bytes:
    file = BytesIO()
    image.save(file, kind, **more)
    return file.getvalue()


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
@pytest.mark.parametrize("colour", [RED, BLACK])
def test_paper_in_uneven_light_goes_and_ink_stays(colour: tuple[int, int, int], kind: str) -> None:
    cut = opened(cut_out(filed(inked(shaded(), colour), kind)))
    assert cut.mode == "RGBA"
    middle_of_stroke, paper = cut.getpixel((cut.width // 2, cut.height // 2)), cut.getpixel((cut.width // 2, cut.height // 4))
    assert middle_of_stroke[3] > 240 and paper[3] == 0
    assert all(abs(a - b) < 40 for a, b in zip(middle_of_stroke[:3], colour, strict=True))


def test_the_picture_is_cut_to_its_ink() -> None:
    cut = opened(cut_out(filed(inked(shaded(), RED))))
    assert abs(cut.width - 241) < 12 and abs(cut.height - 221) < 12


def test_edges_are_soft_and_as_red_as_the_seal() -> None:
    cut = opened(cut_out(filed(inked(shaded(), RED).resize((900, 562), Image.Resampling.BICUBIC))))
    points = iter(cut.tobytes())
    edges = [pixel for pixel in zip(points, points, points, points, strict=True) if 60 < pixel[3] < 200]
    assert len(edges) > 200 and all(red > green + 60 for red, green, _, _ in edges)


def test_a_speck_of_dust_does_not_widen_it() -> None:
    dusty = inked(shaded(), BLACK)
    dusty.putpixel((10, 10), (40, 40, 40))
    assert opened(cut_out(filed(dusty))).width < 260


def test_fainter_ink_is_kept_when_asked_for() -> None:
    pencil = filed(inked(shaded(), (150, 150, 150)))
    little, much = (sum(opened(cut_out(pencil, strength)).getchannel("A").histogram()[128:]) for strength in (0.1, 0.9))
    assert much > little


@pytest.mark.parametrize("blank", [shaded(), Image.new("RGB", SIZE, "white"), Image.new("RGBA", SIZE)])
def test_nothing_but_paper_is_refused(blank: Image.Image) -> None:
    with pytest.raises(Failure, match="picture_blank"):
        cut_out(filed(blank))


def test_what_is_transparent_already_is_only_cut() -> None:
    seal = Image.new("RGBA", SIZE)
    ImageDraw.Draw(seal).rectangle((100, 100, 199, 149), fill=(*RED, 255))
    cut = opened(cut_out(filed(seal)))
    assert cut.size == (108, 58) and cut.getpixel((50, 30)) == (*RED, 255)


def test_a_photograph_lies_as_the_camera_was_held() -> None:
    note = Image.Exif()
    note[274] = 6
    cut = opened(cut_out(filed(inked(shaded(), RED), "JPEG", exif=note)))
    assert cut.height > cut.width


@pytest.mark.parametrize(
    ("data", "code"), [(b"GIF89a", "picture_unreadable"), (b"\x89PNG" + bytes(MOST_BYTES), "picture_too_large")]
)
def test_what_is_no_picture_or_too_large_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(Failure, match=code):
        cut_out(data)


def test_a_small_picture_is_cut_out_too() -> None:
    small = inked(shaded(), BLACK).resize((120, 75), Image.Resampling.LANCZOS)
    assert opened(cut_out(filed(small))).width < 70
