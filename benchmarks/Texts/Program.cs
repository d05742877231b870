// Writers of texts beside likelihood training: a synthetic oracle (SeqGAN, Yu et al. 2017, section 4), English words.
using System.CommandLine;

var part = new Option<string>("--part") { Description = "oracle or words", DefaultValueFactory = _ => "oracle" };
var seeds = new Option<int>("--seeds")
{
    Description = "Trainings of each; 0 writes the page alone",
    DefaultValueFactory = _ => 3,
};
var first = new Option<int>("--first-seed") { Description = "Seed of the first", DefaultValueFactory = _ => 1 };
var usual = new TextSettings();
var epochs = new Option<int>("--epochs") { Description = "Of likelihood", DefaultValueFactory = _ => usual.Epochs };
var rounds = new Option<long>("--rounds") { Description = "Of both", DefaultValueFactory = _ => usual.Rounds };
var soft = new Option<long>("--soft-rounds")
{
    Description = "The same, soft",
    DefaultValueFactory = _ => usual.SoftRounds,
};
var judge = new Option<long>("--judge-steps")
{
    Description = "Judge alone",
    DefaultValueFactory = _ => usual.JudgeSteps,
};
var rollouts = new Option<int>("--rollouts") { Description = "Of SeqGAN", DefaultValueFactory = _ => usual.Rollouts };
var rate = new Option<double>("--rate")
{
    Description = "Share of the writer's rate after the likelihood",
    DefaultValueFactory = _ => usual.WriterRate,
};
var only = new Option<string[]>("--only")
{
    Description = "Which ways to go on; all without it",
    DefaultValueFactory = _ => [],
    AllowMultipleArgumentsPerToken = true,
};
var words = new Option<string>("--words")
{
    Description = "A list of words, a line each",
    DefaultValueFactory = _ => "/usr/share/dict/words",
};
var folder = new Option<string>("--out")
{
    Description = "Folder for texts.md",
    DefaultValueFactory = _ => "benchmarks/results",
};
var command = new RootCommand("Text GANs beside likelihood training.")
{
    part,
    seeds,
    first,
    epochs,
    rounds,
    soft,
    judge,
    rollouts,
    rate,
    only,
    words,
    folder,
};
command.SetAction(parsed =>
{
    var settings = new TextSettings
    {
        Epochs = parsed.GetValue(epochs),
        Rounds = parsed.GetValue(rounds),
        SoftRounds = parsed.GetValue(soft),
        JudgeSteps = parsed.GetValue(judge),
        Rollouts = parsed.GetValue(rollouts),
        WriterRate = parsed.GetValue(rate),
    };
    var into = parsed.GetValue(folder)!;
    var ofWords = parsed.GetValue(part) == "words";
    if (parsed.GetValue(seeds) == 0)
    {
        Keep(into, ofWords, _ => { });
    }
    foreach (var seed in Enumerable.Range(parsed.GetValue(first), parsed.GetValue(seeds)))
    {
        if (ofWords)
        {
            foreach (var run in WordsRun.Of(seed, parsed.GetValue(words)!, settings, parsed.GetValue(only)!))
            {
                Keep(into, ofWords, results => results.Add(run));
                Console.Error.WriteLine(run);
            }
            continue;
        }
        foreach (var run in OracleRun.Of(seed, settings, parsed.GetValue(only)!))
        {
            Keep(into, ofWords, results => results.Add(run));
            Console.Error.WriteLine(run);
        }
    }
});
return command.Parse(args).Invoke();

static void Keep(string folder, bool ofWords, Action<TextResults> add)
{
    var results = TextResults.Load(folder);
    add(results);
    results.Save(folder, ofWords);
}
