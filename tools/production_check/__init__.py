"""`make production-check`: the committed tree installed by the commands of docs/install.md into a throw-away folder, started by the units of deploy/, and tried."""
