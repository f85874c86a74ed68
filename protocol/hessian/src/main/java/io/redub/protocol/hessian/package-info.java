/** The hessian protocol: Hessian over HTTP, with values as streams. */
@NullMarked
package io.redub.protocol.hessian;

import org.jspecify.annotations.NullMarked;
