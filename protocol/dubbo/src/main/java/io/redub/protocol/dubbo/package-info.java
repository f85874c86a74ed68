/** The dubbo protocol. */
@NullMarked
package io.redub.protocol.dubbo;

import org.jspecify.annotations.NullMarked;
