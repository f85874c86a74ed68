/** Contract tests: what every implementation of an extension point promises. */
@NullMarked
package io.redub.testkit;

import org.jspecify.annotations.NullMarked;
