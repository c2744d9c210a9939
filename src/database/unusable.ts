/** A database that Tierline cannot work with. The message is one line for the person who named it. */
export class DatabaseUnusable extends Error {}
