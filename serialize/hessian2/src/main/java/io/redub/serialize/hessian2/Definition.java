package io.redub.serialize.hessian2;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A class definition of a message, matched with what is known here.
 *
 * @param name as the peer wrote it
 * @param fields as the peer wrote them
 * @param form null where the class is not admitted
 * @param slots for each field of the wire its index in the form, −1 if unknown
 * @param inOrder whether the fields are exactly the form's
 */
record Definition(
        String name, List<String> fields, @Nullable ObjectForm form, int[] slots, boolean inOrder) {

    /** How many fields come. */
    int count() {
        return form == null ? fields.size() : slots.length;
    }

    static Definition of(String name, List<String> fields, @Nullable ObjectForm form) {
        if (form == null) {
            return new Definition(name, fields, null, new int[0], false);
        }
        List<String> own = form.fieldNames();
        if (own.equals(fields)) {
            int[] slots = new int[own.size()];
            for (int i = 0; i < slots.length; i++) {
                slots[i] = i;
            }
            return new Definition(name, fields, form, slots, true);
        }
        return new Definition(name, fields, form, match(fields, own), false);
    }

    /**
     * A name that occurs several times (a field that hides its superclass's) is matched in order if
     * both sides have it as often; else the last of the wire is the last here.
     */
    private static int[] match(List<String> wire, List<String> own) {
        int[] slots = new int[wire.size()];
        if (isReverse(wire, own)) {
            for (int i = 0; i < slots.length; i++) {
                slots[i] = slots.length - 1 - i;
            }
            return slots;
        }
        boolean[] taken = new boolean[own.size()];
        for (int i = slots.length - 1; i >= 0; i--) {
            slots[i] = -1;
            for (int j = own.size() - 1; j >= 0 && slots[i] < 0; j--) {
                if (!taken[j] && own.get(j).equals(wire.get(i))) {
                    taken[j] = true;
                    slots[i] = j;
                }
            }
        }
        return slots;
    }

    /** Caucho's writer has the order that Dubbo turns round. */
    private static boolean isReverse(List<String> wire, List<String> own) {
        int size = wire.size();
        boolean reverse = size == own.size();
        for (int i = 0; reverse && i < size; i++) {
            reverse = wire.get(i).equals(own.get(size - 1 - i));
        }
        return reverse;
    }

    /** Whether these are a throwable's fields, whatever its class. */
    boolean isThrowable() {
        return fields.contains("detailMessage") && fields.contains("stackTrace");
    }
}
