package io.redub.protocol.rmi;

/**
 * Has the serialized form of the {@code RmiRemoteInvocation} of Dubbo 2.6; see {@link SpringCall}.
 */
public class OldDubboCall extends DubboCall {
    private static final long serialVersionUID = 1L;
}
