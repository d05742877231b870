using Gan.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Games.Tests;

/// <summary>Small networks of texts whose writer notes the steps that it is told.</summary>
internal sealed record FollowedTexts(TextDataset Texts, List<long> Told) : INetworkFamily
{
    private SeqGanOptions Inner { get; } =
        new()
        {
            Tokens = Texts.Vocabulary.Size,
            Length = Texts.Length,
            EndToken = Texts.Vocabulary.End,
            Embedding = 4,
            Hidden = 4,
            Windows = [new(2, 4)],
        };

    public long LatentSize => Inner.LatentSize;

    public GeneratorNetwork Generator(NetworkSpec spec) => new Followed(new LstmWriter(Inner, spec), Told);

    public DiscriminatorNetwork Discriminator(NetworkSpec spec) => Inner.Discriminator(spec);

    public string Describe() => nameof(FollowedTexts);

    private sealed class Followed : GeneratorNetwork, ITextWriter
    {
        private readonly LstmWriter writer;
        private readonly List<long> told;

        internal Followed(LstmWriter writer, List<long> told)
            : base(nameof(Followed))
        {
            this.writer = writer;
            this.told = told;
            RegisterComponents();
        }

        public long Tokens => writer.Tokens;

        public long? EndToken => writer.EndToken;

        public override void BeginStep(TrainingMoment moment) => told.Add(moment.Step);

        public override Tensor forward(Tensor latent, Tensor? condition) => writer.call(latent, condition);

        public Tensor Write(Tensor uniform, double temperature = 1) => writer.Write(uniform, temperature);

        public Tensor NextLogits(Tensor tokens) => writer.NextLogits(tokens);

        public Tensor GoOn(Tensor tokens, int copies, Generator random) => writer.GoOn(tokens, copies, random);
    }
}
