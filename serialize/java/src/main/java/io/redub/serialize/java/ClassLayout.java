package io.redub.serialize.java;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A class as a stream describes it.
 *
 * @param fields those of this class alone, in the order of their values
 * @param written whether its values are followed by what the class wrote itself
 * @param external whether it has only what it wrote itself
 * @param admitted whether objects of it may be made
 */
record ClassLayout(
        String name,
        List<Field> fields,
        boolean written,
        boolean external,
        boolean admitted,
        @Nullable ClassLayout parent) {

    /**
     * @param code as in a descriptor: {@code I}, {@code L}, {@code [} …
     */
    record Field(char code, String name) {}

    boolean isOrExtends(String className) {
        for (ClassLayout each = this; each != null; each = each.parent) {
            if (each.name.equals(className)) {
                return true;
            }
        }
        return false;
    }

    /** The first class up from here that is not admitted, or null. */
    @Nullable ClassLayout notAdmitted() {
        for (ClassLayout each = this; each != null; each = each.parent) {
            if (!each.admitted) {
                return each;
            }
        }
        return null;
    }
}
