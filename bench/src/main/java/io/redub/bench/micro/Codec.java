package io.redub.bench.micro;

import java.io.IOException;

/** A serialization under test. One thread uses one instance. */
interface Codec {
    /** Encodes the payload it was made for; returns the number of bytes. */
    int encode() throws IOException;

    /** Decodes what it encoded when it was made. */
    Object decode() throws IOException;
}
