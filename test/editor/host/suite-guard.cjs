// What the workbench loads as the test suite: runs the real one and notes that it came to its end.
// Of an extension host that dies the workbench says that it ended with 0.
const { writeFileSync } = require('node:fs');

exports.run = async () => {
  let ending = 'failed';
  try {
    await require(process.env.AFTERBURNER_SUITE).run();
    ending = 'passed';
  } finally {
    writeFileSync(process.env.AFTERBURNER_SUITE_ENDED, ending);
  }
};
