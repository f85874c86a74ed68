package io.redub.extension;

/**
 * Where an extension was declared.
 *
 * @param name the extension's name
 * @param className its class, as the file has it
 * @param file address of the file
 * @param line its line there, from 1
 */
public record Declaration(String name, String className, String file, int line) {
    /** {@code file:line}. */
    public String origin() {
        return file + ":" + line;
    }

    @Override
    public String toString() {
        return name + "=" + className + " (" + origin() + ")";
    }
}
