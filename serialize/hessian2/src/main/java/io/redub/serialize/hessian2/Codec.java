package io.redub.serialize.hessian2;

/** How values of one class are written. Immutable and thread-safe. */
abstract class Codec {
    abstract void write(ValueWriter out, Object value, TypeNode declared);

    /** Of values that hold others, to any depth. */
    abstract static class Nested extends Codec {
        @Override
        final void write(ValueWriter out, Object value, TypeNode declared) {
            if (out.wroteRef(value)) {
                return;
            }
            if (out.enter()) {
                writeAll(out, value, declared);
                out.leave();
            } else {
                out.writeDeep(this, value, declared);
            }
        }

        /** Writes the value with everything in it, by recursion. */
        abstract void writeAll(ValueWriter out, Object value, TypeNode declared);

        /** Writes what comes before the values inside, which are then asked for one by one. */
        abstract Children open(ValueWriter out, Object value, TypeNode declared);
    }
}
