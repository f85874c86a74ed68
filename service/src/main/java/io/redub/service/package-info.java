/** Layer 1: what user code touches, and the vocabulary that all layers share. */
@NullMarked
package io.redub.service;

import org.jspecify.annotations.NullMarked;
