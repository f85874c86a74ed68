package io.redub.web;

import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;

/**
 * A request whose body is written piece by piece.
 *
 * @param body to be closed once it is whole. Writing waits for a peer that takes it slowly, and
 *     throws if the connection is lost or the time is up
 * @param answer completes as that of {@link WebClient#send}, maybe before the body is whole
 */
public record WebUpload(OutputStream body, CompletableFuture<WebAnswer> answer) {}
