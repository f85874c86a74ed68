package io.redub.protocol.web;

import io.redub.serialize.SerializationException;
import java.util.List;
import java.util.Map;

/** How a protocol writes the attachments of a message into one header. Thread-safe. */
public interface AttachmentForm {
    /** The name of the header. */
    String header();

    /** In front of the names of attachments, in lower case, that have headers of their own. */
    default List<String> prefixes() {
        return List.of(CallHeaders.ATTACHMENT);
    }

    /**
     * The header for these attachments, of which there is one at least.
     *
     * @throws SerializationException if one cannot be carried
     */
    String write(Map<String, Object> attachments);

    /**
     * What a header says.
     *
     * @throws Refusal if it is malformed
     * @throws SerializationException if it is malformed, or has something that is not admitted
     */
    Map<String, Object> read(String written);
}
