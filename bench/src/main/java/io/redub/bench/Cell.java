package io.redub.bench;

/** What is compared between sides: one method called in one way. */
record Cell(Operation operation, Mode mode) {
    @Override
    public String toString() {
        return operation.method() + " " + mode;
    }
}
