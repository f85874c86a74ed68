package io.redub.protocol.web;

import io.redub.service.MethodModel;
import org.jspecify.annotations.Nullable;

/** How one protocol calls one service of one provider. Thread-safe. */
public interface OutboundForm {
    /** Null if the attachments are in the messages, not in headers. */
    @Nullable AttachmentForm attachments();

    /**
     * How a method is called; asked for once.
     *
     * @param call the method and its provider, for messages
     */
    OutboundMethod method(MethodModel method, String call);
}
