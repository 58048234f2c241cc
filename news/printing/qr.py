"""QR codes as pictures. Pure: no Django.

As pixels and not as lines: what reads tables out of a PDF would take the edges of a drawn code for
rules of the table above it.
"""

from io import BytesIO

QUIET = 2  # modules around the code; the paper around it gives the others that readers need
PIXELS = 8  # for each module


def png_of(address):
    """The QR code of an address as PNG, its quiet zone included."""
    import qrcode

    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=QUIET, box_size=PIXELS)
    code.add_data(address)
    code.make(fit=True)
    picture = BytesIO()
    code.make_image().save(picture, "PNG")
    return picture.getvalue()
