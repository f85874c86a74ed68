package io.redub.serialize;

import java.io.ObjectInputStream;
import java.io.Serializable;

/**
 * A harmless gadget: everything that an attack could make a class do is told to {@link Touches},
 * its initialisation first. Tests name it by {@link Touches#PROBE} only: the text is not the class.
 */
@SuppressWarnings({"unused", "deprecation", "removal"})
public final class Probe extends RuntimeException
        implements Comparable<Object>, Runnable, AutoCloseable {
    private static final long serialVersionUID = 1L;

    static {
        Touches.saw("initialised");
    }

    private String command;
    private Serializable target;

    public Probe() {
        Touches.saw("made");
    }

    public Probe(String command) {
        super(command);
        Touches.saw("made of a text");
    }

    public static Object valueOf(String command) {
        Touches.saw("valueOf");
        return command;
    }

    public void setCommand(String command) {
        Touches.saw("setCommand");
    }

    public String getCommand() {
        Touches.saw("getCommand");
        return command;
    }

    private void readObject(ObjectInputStream in) {
        Touches.saw("readObject");
    }

    private Object readResolve() {
        Touches.saw("readResolve");
        return this;
    }

    @Override
    public int hashCode() {
        Touches.saw("hashCode");
        return 1;
    }

    @Override
    public boolean equals(Object other) {
        Touches.saw("equals");
        return false;
    }

    @Override
    public int compareTo(Object other) {
        Touches.saw("compareTo");
        return 0;
    }

    @Override
    public String toString() {
        Touches.saw("toString");
        return "probe";
    }

    @Override
    public String getMessage() {
        Touches.saw("getMessage");
        return "probe";
    }

    @Override
    public void run() {
        Touches.saw("run");
    }

    @Override
    public void close() {
        Touches.saw("close");
    }

    @Override
    protected void finalize() {
        Touches.saw("finalize");
    }
}
