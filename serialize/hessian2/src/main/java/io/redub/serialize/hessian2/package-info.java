/** Hessian 2.0 in the dialect of Apache Dubbo. */
@NullMarked
package io.redub.serialize.hessian2;

import org.jspecify.annotations.NullMarked;
