// Trains a GAN and leaves a report, grids of samples, 1,000 samples as an array, the generator and a record of the run
// in --out. It is the tool's command "train" with these settings where nothing else is said; the same in code is
// new GanBuilder().WithData(data).WithDcgan().WithHinge().WithTraining(…).Train().
using Gan.Tool;

var settings = new Dictionary<string, string>
{
    ["data.source"] = "mnist",
    ["loss.name"] = "hinge", // points are trained with fully connected networks, images with a DCGAN
    ["training.steps"] = "7500",
    ["training.batchSize"] = "32",
    ["samples"] = "1000",
    ["out"] = "out/quickstart",
    ["numbered"] = "false",
};
return QuickStart.Run(args, settings);
