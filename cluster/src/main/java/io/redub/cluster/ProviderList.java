package io.redub.cluster;

import java.util.List;

/**
 * What a consumer knows of its providers at one moment: who they are, and the settings of each
 * method that follow from them. Immutable; replaced as a whole, so that no call sees half a change.
 *
 * @param options by method index
 * @param emptyReason for messages: why there is nobody, such as "none is registered"
 */
public record ProviderList(
        List<ProviderNode> providers, MethodOptions[] options, String emptyReason) {}
