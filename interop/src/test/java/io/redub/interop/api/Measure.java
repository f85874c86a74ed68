package io.redub.interop.api;

import java.io.Serializable;

/** An object with float fields, whose reader in Dubbo 3.3.6 damages its own process. */
public class Measure implements Serializable {
    private static final long serialVersionUID = 1L;

    private float value;
    private Float boxed;

    public float getValue() {
        return value;
    }

    public void setValue(float value) {
        this.value = value;
    }

    public Float getBoxed() {
        return boxed;
    }

    public void setBoxed(Float boxed) {
        this.boxed = boxed;
    }
}
