package io.redub.interop.api;

/** An enum of which one constant has a body, so that its class is not the enum's own. */
public enum Color {
    RED,
    GREEN,
    BLUE {
        @Override
        public boolean isCold() {
            return true;
        }
    };

    public boolean isCold() {
        return false;
    }
}
