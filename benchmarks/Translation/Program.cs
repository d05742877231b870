// Image-to-image games on real data: distances of what they make of held-out inputs, beside baselines.
using System.CommandLine;

var tasks = new Argument<string[]>("tasks") { Description = "pix2pix, edges, super-resolution, inpainting, cycle" };
tasks.AcceptOnlyFromAmong("pix2pix", "edges", "super-resolution", "inpainting", "cycle");
var emoji = new Option<string?>("--emoji")
{
    Description =
        "Folder with the folders google and twitter, 64-pixel pictures of emoji-datasource-google and -twitter",
};
var seeds = new Option<int>("--seeds") { Description = "Runs of each method", DefaultValueFactory = _ => 1 };
var steps = new Option<double>("--steps") { Description = "Factor on all steps", DefaultValueFactory = _ => 1 };
var held = new Option<long>("--held") { Description = "Held-out pairs at most", DefaultValueFactory = _ => 1000 };
var size = new Option<int>("--emoji-size")
{
    Description = "Sides of the emoji in pixels",
    DefaultValueFactory = _ => 64,
}.AcceptOnlyFromAmong("16", "32", "64");
var folder = new Option<string>("--out") { Description = "Folder", DefaultValueFactory = _ => "benchmarks/results" };
var command = new RootCommand("Image-to-image games on real data.") { tasks, emoji, seeds, steps, held, size, folder };
command.SetAction(parsed =>
{
    var arguments = new Arguments(
        parsed.GetValue(folder)!,
        parsed.GetValue(emoji),
        parsed.GetValue(seeds),
        parsed.GetValue(steps),
        parsed.GetValue(held),
        parsed.GetValue(size)
    );
    Directory.CreateDirectory(Path.Combine(arguments.Folder, "translation"));
    foreach (var task in parsed.GetValue(tasks)!)
    {
        switch (task)
        {
            case "pix2pix":
                PairedTasks.Emoji(arguments);
                break;
            case "edges":
                PairedTasks.Edges(arguments);
                break;
            case "super-resolution":
                SuperResolutionTask.Run(arguments);
                break;
            case "inpainting":
                InpaintingTask.Run(arguments);
                break;
            default:
                CycleTask.Run(arguments);
                break;
        }
    }
});
return command.Parse(args).Invoke();
