package io.redub.spring.scanned;

import io.redub.spring.PoliteGreeter;
import io.redub.spring.RedubService;

/** Found by scanning. */
@RedubService(group = "scanned", version = "1.2")
public class ScannedGreeter extends PoliteGreeter {
    public ScannedGreeter() {
        setWord("Scanned");
    }
}
