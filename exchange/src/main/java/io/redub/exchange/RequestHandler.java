package io.redub.exchange;

import io.netty.buffer.ByteBuf;

/** Gets the requests of a peer. Called on I/O threads: it hands the work over and returns. */
public interface RequestHandler {
    /**
     * A request came.
     *
     * @param flags of the header; without {@link FrameHeader#TWO_WAY} no answer may be sent
     * @param id to be repeated in the answer
     * @param body owned by the handler from now on
     */
    void request(AnswerChannel channel, int flags, long id, ByteBuf body);

    /** A request came whose body is over the payload limit and was left out. */
    void tooLarge(AnswerChannel channel, int flags, long id, int length);

    /** The connection is closed: no request comes on it any more. */
    void closed(AnswerChannel channel);
}
