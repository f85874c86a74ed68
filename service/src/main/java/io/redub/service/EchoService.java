package io.redub.service;

import org.jspecify.annotations.Nullable;

/** Implemented by every reference: sends a value there and back, past the user's code. */
public interface EchoService {
    /** Returns {@code message} as the provider got it. */
    @Nullable Object $echo(@Nullable Object message);
}
