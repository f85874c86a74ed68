package io.redub.bench.micro;

/**
 * A serialization under test, with a payload of its own. Set up as its documentation advises for
 * speed; buffers are reused. One thread uses one instance.
 */
interface Codec {
    /** Encodes the payload; returns the number of bytes. */
    int encode() throws Exception;

    /** Decodes what it encoded when it was made: from memory, without a copy of the input. */
    Object decode() throws Exception;
}
