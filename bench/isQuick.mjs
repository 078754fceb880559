/** Whether few rounds and small sizes are wanted: to see that all runs, not for numbers to keep. */
export const isQuick = process.argv.includes('--quick');
