// A list of words in, new words like them out: likelihood first, then SeqGAN, at several temperatures.
using Gan;
using Gan.Data;
using Gan.Games;
using Gan.Metrics;
using Gan.Monitoring;

var rounds = Arguments.Steps(args, 200);
using var signals = new StopSignals(); // Ctrl-C, SIGTERM and SIGHUP end the training, not the program
Directory.CreateDirectory("out/seqgan");

// Names of towns of this sample's own making; Debian's /usr/share/dict/words has more.
string[] first = ["Ash", "Bex", "Brad", "Bur", "Chel", "Dun", "Ed", "Graf", "Hart", "Lang", "Mar", "Nor", "Win", "Wol"];
string[] last = ["bridge", "bury", "combe", "don", "field", "ford", "ham", "ley", "mouth", "stead", "ton", "wick"];
using var all = TextDataset.Of(first.SelectMany(begin => last.Select(end => begin + end)), name: "towns");
var (learnt, heldOut) = all.Split(heldOut: 40, seed: 1);

// The writer reads all names so often, then a judge's opinion of whole names rewards each letter.
var health = new HealthMonitor();
using var writer = new TextBuilder()
    .WithTexts(learnt)
    .WithSeqGan(pretrainEpochs: (int)Math.Min(80, 4 * rounds), rounds: rounds, rollouts: 4)
    .With(gan => gan.AddCallback(health))
    .Train(new ConsoleProgress(), signals.Token);
writer.Save("out/seqgan/towns.safetensors");
File.WriteAllLines("out/seqgan/towns.txt", writer.Write(1000, temperature: 1, seed: 1));

// A lower temperature makes fewer mistakes and less that is new: the curve tells, and no single number.
var known = Enumerable.Range(0, (int)learnt.Count).Select(i => learnt.Tokens(i)).ToList();
var judge = new NGramModel(known, learnt.Vocabulary.Size, n: 3);
var curve = SweepCurve.Of(
    "SeqGAN",
    temperature => writer.WriteTokens(500, temperature: temperature, seed: 1),
    judge.Unlikelihood,
    towns => TextBleu.OfThemselves(towns, n: 3)
);
File.WriteAllText("out/seqgan/sweep.svg", SweepPicture.Svg([curve], "−ln p a letter", "self-BLEU-3"));

var novelty = TextNovelty.Of(writer.WriteTokens(1000, seed: 1), known);
Console.WriteLine(string.Join(", ", writer.Write(8, temperature: 0.7, seed: 2)));
Console.WriteLine($"−ln p a letter of towns held out: {writer.Unlikelihood(heldOut):0.00}");
Console.WriteLine($"{novelty.New:0 %} of 1000 towns are new, {novelty.Distinct:0 %} are different.");
