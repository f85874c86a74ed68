/** Spring's way to services: XML, annotations, life cycle. */
@NullMarked
package io.redub.spring;

import org.jspecify.annotations.NullMarked;
