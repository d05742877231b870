using TorchSharp.Engine;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        private static readonly Op _bernoulli = "aten::bernoulli";
        private static readonly Op _bernoulli__float = "aten::bernoulli_.float";
        private static readonly Op _bernoulli__Tensor = "aten::bernoulli_.Tensor";
        private static readonly Op _normal_ = "aten::normal_";
        private static readonly Op _uniform_ = "aten::uniform_";
        private static readonly Op _exponential_ = "aten::exponential_";
        private static readonly Op _random__from = "aten::random_.from";
        private static readonly Op _multinomial = "aten::multinomial";

        public Tensor bernoulli(Generator? generator = null) => _bernoulli.Call(this, generator);
        public Tensor bernoulli_(double p = 0.5, Generator? generator = null) => _bernoulli__float.Call(this, p, generator);
        public Tensor bernoulli_(Tensor p, Generator? generator = null) => _bernoulli__Tensor.Call(this, p, generator);
        public Tensor normal_(double mean = 0, double std = 1, Generator? generator = null) => _normal_.Call(this, mean, std, generator);
        public Tensor uniform_(double from, double to, Generator? generator = null) => _uniform_.Call(this, from, to, generator);
        public Tensor exponential_(double lambda = 1, Generator? generator = null) => _exponential_.Call(this, lambda, generator);
        public Tensor random_(double from, double to, Generator? generator = null) => _random__from.Call(this, (long)from, (long)to, generator);
        public Tensor multinomial(long num_samples, bool replacement = false, Generator? generator = null) =>
            _multinomial.Call(this, num_samples, replacement, generator);
    }
}
