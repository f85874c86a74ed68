package io.redub.bench.protocols;

/** How large a parcel is, and how many callers carry such ones at once. */
enum Size {
    SMALL("100 B", 100, 64),
    MEDIUM("10 KB", 10_000, 64),
    LARGE("1 MB", 1_000_000, 8);

    private final String label;
    private final int bytes;
    private final int callers;

    Size(String label, int bytes, int callers) {
        this.label = label;
        this.bytes = bytes;
        this.callers = callers;
    }

    String label() {
        return label;
    }

    int bytes() {
        return bytes;
    }

    int callers() {
        return callers;
    }
}
