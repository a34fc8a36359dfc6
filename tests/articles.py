"""Small articles on invented events, for the tests that need some text."""

HARBOUR = (
    "Ferry crews walk out in Port Amsel\n"
    "\n"
    "Mayor Ilse Tarn said on Monday that at least 40 ferries were idle.\n"
    "\n"
    "“We will not sail before Friday,” said Jonas Vell, a crew spokesman. “Nobody asked us.”\n"
    "\n"
    "According to the Harbour Post, two Norland battalions were deployed to Port Amsel.\n"
)
RIVER = (
    "The Teal burst its banks on Sunday and 12 people died, the interior ministry said.\n"
    "\n"
    "Interior minister Petra Holm denied that soldiers had been sent to the Teal valley.\n"
)
BORDER = (
    "Norland troops withdrew from the Teal valley, General Anders Brock told reporters.\n"
    "\n"
    "More than 30 soldiers were killed there, the Harbour Post reported, citing a diplomat.\n"
)
ALL = {"harbour.txt": HARBOUR, "river.txt": RIVER, "border.txt": BORDER}


def write(folder, texts):
    """Write articles into a folder, which is made if it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder
