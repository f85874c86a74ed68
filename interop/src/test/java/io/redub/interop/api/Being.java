package io.redub.interop.api;

import java.io.Serializable;

/** The superclass of {@link Person}: fields of two classes travel in one object. */
public class Being implements Serializable {
    private static final long serialVersionUID = 1L;

    private String kind;
    private long born;

    public String getKind() {
        return kind;
    }

    public void setKind(String kind) {
        this.kind = kind;
    }

    public long getBorn() {
        return born;
    }

    public void setBorn(long born) {
        this.born = born;
    }
}
