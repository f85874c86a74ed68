/** Checks the arguments of calls by Jakarta Validation. */
@NullMarked
package io.redub.proxy.validation;

import org.jspecify.annotations.NullMarked;
