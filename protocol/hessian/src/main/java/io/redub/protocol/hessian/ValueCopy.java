package io.redub.protocol.hessian;

import io.netty.buffer.ByteBuf;
import io.redub.protocol.web.Refusal;
import java.io.IOException;

/** Takes single values off a message, so that what follows them can be read as a stream. */
interface ValueCopy {
    /**
     * Appends the next value, as Hessian 2.
     *
     * @throws Refusal if it is malformed or nests too deep
     */
    void copy(WireInput in, ByteBuf out) throws IOException;
}
