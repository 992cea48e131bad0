/** Style sheets are bundled into one file beside the script; they export nothing. */
declare module '*.css';
