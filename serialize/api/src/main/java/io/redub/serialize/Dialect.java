package io.redub.serialize;

/** Who will read a message; a writer is told with {@link ObjectWriter#begin}. */
public enum Dialect {
    /** An Apache Dubbo peer: only forms its releases read. */
    DUBBO,
    /** A Redub peer: also forms that keep values which Dubbo's dialect would change. */
    REDUB,
    /**
     * Caucho's own library, {@code com.caucho:hessian} 4.0.66, as Hessian over HTTP has it on the
     * other side. Only {@code hessian2} knows it; other serializations write what they write for
     * {@link #REDUB}. A protocol chooses it for each message:
     *
     * <pre>{@code
     * ObjectWriter writer = serialization.writer();
     * writer.begin(out, Dialect.CAUCHO);
     * writer.writeObject(argument, declared);
     * writer.end();
     * }</pre>
     *
     * <p>Each value goes in a form that Caucho's reader makes an equal value of; one it would make
     * something else of is refused with a {@link SerializationException} that names the class and
     * the reason. The declared type must be the one by which the receiver reads, such as a
     * parameter's: {@code Short} is sent as a bare number where {@code Short} is declared, and as a
     * handle elsewhere, also in a {@code List<Short>}, since that reader looks at no generics. A
     * Redub peer reads the same forms, so the dialect is right too where either may answer.
     */
    CAUCHO
}
